export { assignLayers } from './assign-layers.ts';
export { type LayerSizes, type PlacedGraph, type Point, placeNodes } from './place-nodes.ts';
