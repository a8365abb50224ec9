import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openApp, test } from './support/app.ts';
import { canvas, moduleNode } from './support/canvas.ts';
import { makeSmallDisk } from './support/fullDisk.ts';
import { writePictures } from './support/pictures.ts';
import {
  chain,
  chooseProjectFile,
  openProjectFile,
  type ProjectJson,
  tinyProject,
  writeProject,
} from './support/projects.ts';
import { runFacts } from './support/training.ts';

/** Faults are said where the person is looking, never by a dialog over the page. */
async function expectSaid(page: Page, sentence: string | RegExp): Promise<void> {
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
}

test('files that are no project are refused with a sentence, and what is open stays', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  const text = JSON.stringify(tinyProject());
  const files: [name: string, content: string, sentence: string][] = [
    ['package.json', '{ "name": "other", "version": "1.0.0" }', 'is not a Signalbox project'],
    ['list.json', '[1, 2, 3]', 'is not a Signalbox project: expected a JSON object'],
    ['truncated.json', text.slice(0, -200), 'is truncated'],
    ['newer.json', JSON.stringify({ ...tinyProject(), version: 7 }), 'was written by a newer Signalbox'],
    ['binary.json', '\u0000\u0001\u0002', 'expected'],
    ['deep.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'is nested deeper than 64 levels'],
    ['huge.json', ' '.repeat(17 * 1024 * 1024), 'is too large'],
    ['wires.json', JSON.stringify(heapOfWires(20_001)), 'wires.json has 20001 wires, expected at most 20000'],
    [
      'wired.json',
      JSON.stringify(heapOfWires(300)),
      'wired.json: 301 wires lead to node fc, expected at most 200',
    ],
    ['many.json', JSON.stringify(graphOf(5001)), 'many.json has 5001 nodes, expected at most 5000'],
    ['most.json', JSON.stringify(graphOf(100_000)), 'most.json has 100000 nodes, expected at most 5000'],
  ];
  const title = await page.title();
  for (const [name, content, sentence] of files) {
    await chooseProjectFile(page, writeProject(app.folder, name, content));
    await expectSaid(page, name);
    await expectSaid(page, sentence);
    await expect(page).toHaveTitle(title);
    await expect(moduleNode(page, 'conv1')).toBeVisible();
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('alert')).toBeHidden();
  }
});

test('files that are no project and are let go on the canvas are refused alike', async ({ page, app }) => {
  await openApp(page, app);
  const dropped: [name: string, content: string, sentence: string][] = [
    ['notes.txt', 'hello', 'notes.txt is not a Signalbox project: expected a file whose name ends in .json'],
    ['dropped.json', '{ "version": 1, "nodes": [', 'dropped.json is truncated'],
    ['many.json', JSON.stringify(graphOf(5001)), 'many.json has 5001 nodes'],
  ];
  for (const [name, content, sentence] of dropped) {
    const dataTransfer = await page.evaluateHandle(
      ([fileName, text]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], fileName));
        return transfer;
      },
      [name, content],
    );
    await canvas(page).dispatchEvent('drop', { dataTransfer });
    await expectSaid(page, sentence);
    await expect(moduleNode(page, 'conv1')).toBeVisible();
  }
});

test('an unknown module opens as an opaque node with its reason, and is saved as it was', async ({
  page,
  app,
}) => {
  const project = tinyProject();
  const mish = { id: 'mish', type: 'Mish', params: { beta: 1.5, of: { later: ['versions', null] } } };
  project.nodes.splice(4, 0, { ...mish, label: 'from later', position: { x: 220, y: 320 } });
  project.wires.push({ from: { node: 'bn', port: 'output' }, to: { node: 'mish', port: 'anything' } });
  const path = writeProject(app.folder, 'later.json', project);
  await openApp(page, app);
  await openProjectFile(page, path);
  await expect(moduleNode(page, 'mish')).toContainText('unknown module');
  await moduleNode(page, 'mish').click();
  await expectSaid(page, /Mish/);
  await moduleNode(page, 'conv').click();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Label of conv' }).fill('first');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+s');
  await expect(page).toHaveTitle('later • Signalbox');
  await expect
    .poll(() => (JSON.parse(readFileSync(path, 'utf8')) as ProjectJson).nodes[1].label)
    .toBe('first');
  const saved = JSON.parse(readFileSync(path, 'utf8')) as ProjectJson;
  expect(saved.nodes[4]).toEqual(project.nodes[4]);
  expect(saved.wires).toEqual(project.wires);
});

test('a graph of 5,000 modules opens and can be worked on', async ({ page, app }) => {
  const path = writeProject(app.folder, 'large.json', graphOf(5000));
  await openApp(page, app);
  await chooseProjectFile(page, path);
  await expect(page).toHaveTitle('large • Signalbox');
  await expect(moduleNode(page, 'n0')).toBeVisible();
  await canvas(page).focus();
  await page.keyboard.press('End');
  await expect(moduleNode(page, 'n4999')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByText('4,999 nodes')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('5,000 nodes')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page).toHaveTitle('large • Signalbox');
  const heaped = graphOf(5000).nodes.map((node) => ({ ...node, position: { x: 40, y: 40 } }));
  await chooseProjectFile(page, writeProject(app.folder, 'heap.json', { ...graphOf(5000), nodes: heaped }));
  await expect(page).toHaveTitle('heap • Signalbox', { timeout: 3000 });
  await expect(moduleNode(page, 'n0')).toBeVisible();
  await canvas(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(page.getByText('0 nodes')).toBeVisible();
});

test('whatever is pasted that holds no modules says so and changes nothing', async ({
  page,
  app,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openApp(page, app);
  const nodes = page.getByRole('list', { name: 'Totals' }).getByText('32 nodes');
  const pasted: [text: string, sentence: string][] = [
    ['{ "class_name": "Sequential", "config": { "layers": [] } }', 'is not a Signalbox project'],
    ['{ "format": "other-nodes", "nodes": [] }', 'its format is "other-nodes"'],
    ['[{ "id": 1 }]', 'holds other text'],
    [JSON.stringify({ ...tinyProject(), version: 9 }), 'was written by a newer Signalbox'],
    [JSON.stringify(graphOf(4999)), 'The project would have 5031 nodes, expected at most 5000'],
    ['word '.repeat(200_000), 'holds other text'],
    [`{ "nodes": "${'x'.repeat(1_000_000)}" }`, 'is not a Signalbox project'],
  ];
  for (const [text, sentence] of pasted) {
    await page.evaluate((written) => navigator.clipboard.writeText(written), text);
    await canvas(page).focus();
    await page.keyboard.press('Control+v');
    await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
    await expect(nodes).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
  }
  await page.evaluate(async () => {
    const html = new Blob(['<h1>A page</h1>'], { type: 'text/html' });
    await navigator.clipboard.write([new ClipboardItem({ 'text/html': html })]);
  });
  await canvas(page).focus();
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('status').filter({ hasText: 'The clipboard holds nothing' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a data folder that vanishes before a run and in the middle of one', async ({ page, app }) => {
  const data = join(app.folder, 'signs of my own');
  await writePictures(data, ['left', 'right', 'up'], 12);
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'three.json', tinyProject(3, 5000)));
  await page.keyboard.press('Control+2');
  await page.getByRole('radio', { name: 'Folder' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Folder of images' }).fill(data);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: 'All classes: 36 training images' })).toBeVisible();
  await test.step('before a run', async () => {
    renameSync(data, `${data}, gone`);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expectSaid(page, /signs of my own/);
    renameSync(`${data}, gone`, data);
  });
  await test.step('in the middle of one: what was read is trained on', async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(runFacts(page)).toContainText(/[1-9]\d* epochs? of 5,000/);
    renameSync(data, `${data}, gone`);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(runFacts(page)).toContainText('Stopped');
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await expectSaid(page, /signs of my own/);
    await expect(runFacts(page)).toContainText('Stopped');
    renameSync(`${data}, gone`, data);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await expect(runFacts(page)).toContainText('Training');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(runFacts(page)).toContainText('Stopped');
  });
});

test('an engine that is killed in mid-run: the run says so and goes on from its checkpoint', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'tiny.json', tinyProject(43, 900)));
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: /^Limit/ }).fill('430');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(runFacts(page)).toContainText(/[1-9]\d* epochs? of 900/);
  killEngines(app.pid);
  await expectSaid(page, "the engine's process is gone");
  await expect(runFacts(page)).toContainText('Failed');
  const done = await epochsDone(page);
  expect(done).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Resume from the last checkpoint' }).click();
  await expect(runFacts(page)).toContainText('Training');
  await expect.poll(() => epochsDone(page)).toBeGreaterThan(done);
  await expect(page.getByRole('alert')).toBeHidden();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(runFacts(page)).toContainText('Stopped');
});

test('a run whose folder is moved away in its middle: it says so, and the next one trains', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  await openProjectFile(page, writeProject(app.folder, 'tiny.json', tinyProject(43, 900)));
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: /^Limit/ }).fill('430');
  await page.keyboard.press('Control+Enter');
  await expect(runFacts(page)).toContainText(/[1-9]\d* epochs? of 900/);
  const [run] = readdirSync(join(app.folder, 'runs'));
  renameSync(join(app.folder, 'runs', run), join(app.folder, 'moved'));
  await expectSaid(page, 'The run that was shown here is gone');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(runFacts(page)).toContainText(/[1-9]\d* epochs? of 900/);
});

async function epochsDone(page: Page): Promise<number> {
  return Number.parseInt(/(\d+) epochs? of/.exec((await runFacts(page).textContent()) ?? '')?.[1] ?? '', 10);
}

/** Ends the engines of a server at once. */
function killEngines(server: number): void {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const engines = lines.flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return parent === server && line.includes('engine.js') ? [pid] : [];
  });
  expect(engines).toHaveLength(1);
  for (const engine of engines) process.kill(engine, 'SIGKILL');
}

test('a full disk at save: the file stays as it was, the edits too, and it is saved once there is room', async ({
  page,
  app,
}) => {
  const disk = makeSmallDisk(join(app.folder, 'small disk'));
  try {
    await openApp(page, app);
    const path = writeProject(disk.folder, 'tiny.json', tinyProject());
    const before = readFileSync(path, 'utf8');
    await openProjectFile(page, path);
    await label(page, 'conv', 'edited');
    const reason = disk.fill();
    const files = readdirSync(disk.folder);
    await page.keyboard.press('Control+s');
    await expectSaid(page, reason);
    await expectSaid(page, 'tiny.json');
    await expect(page).toHaveTitle('*tiny • Signalbox');
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(disk.folder)).toEqual(files);
    disk.clear();
    await page.keyboard.press('Control+s');
    await expect(page).toHaveTitle('tiny • Signalbox');
    await expect(page.getByRole('alert')).toBeHidden();
    expect(readFileSync(path, 'utf8')).toContain('"label": "edited"');
  } finally {
    disk.remove();
  }
});

test('edits that cannot be kept aside are said to be on the page only, until they can', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  const journals = join(app.home, 'journals');
  rmSync(journals, { recursive: true, force: true });
  writeFileSync(journals, 'a file where a folder should be');
  await label(page, 'conv1', 'edited');
  await expectSaid(page, 'Your edits are on this page only');
  rmSync(journals);
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toBeHidden();
});

test('a server that falls silent and comes back: a banner meanwhile, and no edit is lost', async ({
  page,
  app,
}) => {
  await openApp(page, app);
  const path = writeProject(app.folder, 'tiny.json', tinyProject());
  await openProjectFile(page, path);
  process.kill(app.pid, 'SIGSTOP');
  try {
    await label(page, 'conv', 'in the silence');
    await page.keyboard.press('Control+s');
    await expectSaid(page, 'it reconnects by itself');
    await label(page, 'bn', 'after the banner');
  } finally {
    process.kill(app.pid, 'SIGCONT');
  }
  await expect(page.getByRole('alert').filter({ hasText: 'it reconnects by itself' })).toBeHidden();
  // What had been asked for when the server fell silent may have been done since.
  const unsaved = page.getByRole('alert').filter({ hasText: 'tiny was not saved' });
  await unsaved.getByRole('button', { name: 'Try again' }).click();
  await expect(page).toHaveTitle('tiny • Signalbox');
  const saved = readFileSync(path, 'utf8');
  expect(saved).toContain('in the silence');
  expect(saved).toContain('after the banner');
});

/** Labels a module by keyboard. */
async function label(page: Page, id: string, text: string): Promise<void> {
  await moduleNode(page, id).click();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: `Label of ${id}` }).fill(text);
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle(/^\*/);
}

/** Modules one after the other, as many as asked for. */
function graphOf(count: number): ProjectJson {
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: `n${i}`,
    type: i === 0 ? 'Input' : 'ReLU',
    params: {},
  }));
  return { ...tinyProject(), nodes, wires: chain(nodes.map(({ id }) => id)) };
}

/** Very many wires into one input. */
function heapOfWires(count: number): ProjectJson {
  const project = tinyProject();
  const wire = { from: { node: 'conv', port: 'output' }, to: { node: 'fc', port: 'input' } };
  return {
    ...project,
    wires: [...(count < 1000 ? project.wires : []), ...Array.from({ length: count }, () => wire)],
  };
}
