import '@fontsource-variable/inter/wght.css';
import './style/tokens.css';
import './style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { connectHost } from './host/connectHost.ts';
import { startPage } from './startPage.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');
startPage(connectHost());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
