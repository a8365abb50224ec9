/** The keys of the canvas: shown when it gets the focus by keyboard, and told to screen readers. */
export const canvasHelp = [
  'Tab: search for a module to add.',
  'Shift+Tab: leave.',
  'Arrow keys: go to the modules, and along their wires.',
  'Page Up, Page Down: through all modules in order.',
  'On a module: Enter edits it, W draws a wire, Tab goes on to its ports and past the canvas.',
].join('\n');
