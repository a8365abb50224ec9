import type { DragEvent } from 'react';
import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { categoryColour } from '../canvas/categoryIcon.tsx';
import styles from './moduleDrag.module.css';
import { notePlaced } from './paletteStore.ts';

/** The kind of data a module dragged from the palette carries: its type. */
export const MODULE_DATA = 'application/x-signalbox-module';

/** Makes an element a module that can be dragged onto the canvas, with a picture of the node in hand. */
export function dragProps({ type, category }: ModuleDefinition) {
  return {
    draggable: true,
    onDragStart: (event: DragEvent<HTMLElement>) => {
      event.dataTransfer.setData(MODULE_DATA, type);
      event.dataTransfer.effectAllowed = 'copy';
      const picture = nodePicture(type, categoryColour(category));
      document.body.append(picture);
      event.dataTransfer.setDragImage(picture, picture.offsetWidth / 2, 14);
      // The browser has taken the picture when the event is over.
      setTimeout(() => picture.remove());
    },
    onDragEnd: (event: DragEvent<HTMLElement>) => {
      if (event.dataTransfer.dropEffect !== 'none') notePlaced(type);
    },
  };
}

function nodePicture(type: string, colour: string): HTMLElement {
  const picture = document.createElement('div');
  picture.className = styles.picture;
  picture.style.setProperty('--category', colour);
  picture.setAttribute('aria-hidden', 'true');
  const title = document.createElement('span');
  title.textContent = type;
  picture.append(title);
  return picture;
}
