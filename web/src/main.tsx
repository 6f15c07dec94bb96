import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/menus.css';
import './styles/start.css';
import './styles/panels.css';
import './styles/evidence.css';
import './styles/diagram.css';
import './styles/timeline.css';
import './styles/table.css';
import './styles/dialogs.css';
import './styles/narrow.css';
import './styles/print.css';
import { render } from 'preact';
import { App } from './App';
import { Embed } from './Embed';
import { startLayout } from './model/drawing';
import { embedded } from './model/place';
import { listenToKeys } from './shortcuts';
import { followTheme } from './theme';

const root = document.getElementById('app');
if (root) {
  followTheme();
  startLayout();
  if (!embedded) listenToKeys();
  render(embedded ? <Embed /> : <App />, root);
}
