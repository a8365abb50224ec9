import { contextBridge } from 'electron';
import { api } from './api.ts';

contextBridge.exposeInMainWorld('signalbox', api);
