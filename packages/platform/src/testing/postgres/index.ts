export { findPostgres, type PostgresPrograms } from './find-postgres.ts';
export {
  CLUSTER_PASSWORD,
  type Cluster,
  type ClusterOptions,
  startCluster,
} from './start-cluster.ts';
