import { render } from 'preact';
import { App } from './app.tsx';
import { chartStyles, profileStyles } from './charts/index.ts';
import './styles.css';
import './pages/access/access.css';
import './pages/audit/audit.css';
import './pages/endpoints/endpoints.css';
import './pages/lineage/lineage.css';
import './pages/models/models.css';
import './pages/runs/runs.css';
import './pages/runs/compare/compare.css';
import './pages/runs/compare/files.css';
import './pages/training/training.css';

const style = document.createElement('style');
style.textContent = chartStyles + profileStyles;
document.head.append(style);
const root = document.getElementById('app');
if (root) render(<App />, root);
