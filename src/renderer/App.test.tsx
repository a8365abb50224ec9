import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { App } from './App.tsx';

test('the page shows the name of the app and its version', () => {
  expect(renderToStaticMarkup(<App version="3.7.1" />)).toBe(
    '<main><h1>Signalbox</h1><p>Version 3.7.1</p></main>',
  );
});

test('the page leaves the version out where nothing tells it', () => {
  expect(renderToStaticMarkup(<App version={undefined} />)).toBe('<main><h1>Signalbox</h1></main>');
});
