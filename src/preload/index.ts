import { contextBridge, ipcRenderer } from 'electron';
import { desktopChannels } from '../shared/desktop.ts';
import { webMessagePort } from '../shared/messagePort.ts';
import { createApi } from './api.ts';
import { createHostLine } from './hostLine.ts';

const line = createHostLine();
ipcRenderer.on(desktopChannels.hostPort, ({ ports: [port] }) =>
  line.attach(webMessagePort(port, "the host's process is gone")),
);
// The engine's page works with the port itself: its engine runs in a worker of that page.
ipcRenderer.on(desktopChannels.enginePort, ({ ports }) => {
  window.postMessage(desktopChannels.enginePort, location.origin, [...ports]);
});
contextBridge.exposeInMainWorld('signalbox', createApi(line));
