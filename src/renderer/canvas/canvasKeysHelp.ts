/** What a screen reader says of the canvas when it gets the focus, and what the hint at its edge shows. */
export const canvasHelp =
  'Tab: search for a module to add. Shift+Tab: leave. Arrow keys: go from module to module along the wires; ' +
  'Page Up and Page Down go through all. On a module: Enter edits its parameters, W draws a wire, ' +
  'Tab goes on to its ports and then past the canvas.';
