// Put into each page before its own scripts; not part of the app.
globalThis.bench = (() => {
  /** Resolves when what is in the document now has been painted, with the time of that. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });

  const LONGEST = 60_000;

  /** Resolves when `condition` holds at a frame; rejects where it does not within a minute. */
  const until = (condition) =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const look = () => {
        if (condition()) resolve();
        else if (performance.now() - start > LONGEST) reject(new Error(`waited in vain for ${condition}`));
        else requestAnimationFrame(look);
      };
      look();
    });

  const analyses = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'analyse') analyses.push(duration);
  }).observe({ type: 'measure', buffered: true });

  const isShown = (module) => document.querySelector(`[data-module="${module}"]`) !== null;

  /** Resolves when a module is where it was for some frames. */
  const standsStill = (module) => {
    let last = '';
    let frames = 0;
    return until(() => {
      const { x, y } = document.querySelector(`[data-module="${module}"]`)?.getBoundingClientRect() ?? {};
      frames = last === `${x} ${y}` && x !== undefined ? frames + 1 : 0;
      last = `${x} ${y}`;
      return frames === 10;
    });
  };

  const trainButton = () =>
    [...document.querySelectorAll('header button')].find((button) => button.textContent.trim() === 'Train');

  const isUsable = () => {
    const button = trainButton();
    return button !== undefined && !button.disabled && document.querySelector('[data-module]') !== null;
  };

  /** Nodes of the canvas in whose elements something changed, for each frame in which something did. */
  function countRedrawn() {
    const frames = [];
    let nodes = new Set();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const node = element?.closest('.react-flow__node');
        if (node) nodes.add(node.dataset.id);
      }
    });
    observer.observe(document.querySelector('.react-flow'), {
      subtree: true,
      attributes: true,
      childList: true,
      characterData: true,
    });
    let going = true;
    const next = () => {
      if (nodes.size > 0) frames.push(nodes.size);
      nodes = new Set();
      if (going) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    return () => {
      going = false;
      observer.disconnect();
      return frames;
    };
  }

  return { painted, until, analyses, isShown, standsStill, isUsable, countRedrawn };
})();
