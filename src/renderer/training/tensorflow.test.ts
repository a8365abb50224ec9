import { beforeEach, expect, test } from 'vitest';
import type { AppEvent, HostApi } from '../../shared/api/contract.ts';
import type { TensorflowState } from '../../shared/api/tensorflow.ts';
import { createConnectionStore, provideHost } from '../host/hostClient.ts';
import { useView } from '../store/viewStore.ts';
import { showTensorflow, startTensorflow, useTensorflow } from './tensorflowStore.ts';
import { planCost, resultWords } from './tensorflowWords.ts';

const absent: TensorflowState = {
  state: 'absent',
  folder: '/home/ann/tensorflow',
  plan: null,
  stage: null,
  line: '',
  sentence: null,
  result: null,
};
const result = { version: '2.21.0', cuda: '12.5.1', libraries: '/wheel', device: null, note: null };

let asked: string[];
let tell: (event: AppEvent) => void;

beforeEach(() => {
  asked = [];
  tell = () => {};
  const call = new Proxy({} as HostApi, {
    get: (_, name) => (argument: { action?: string }) => {
      asked.push(`${String(name)} ${argument.action ?? ''}`.trim());
      return Promise.resolve(name === 'devices' ? [] : absent);
    },
  });
  provideHost({
    call,
    onEvent: (listener) => {
      tell = listener;
      return () => {};
    },
    connection: createConnectionStore(),
  });
  useTensorflow.setState({ tensorflow: null, sentence: null, isOpen: false });
  useView.setState({ notice: null });
  startTensorflow();
});

const take = (state: Partial<TensorflowState>) =>
  tell({ kind: 'tensorflow', state: { ...absent, ...state } });

test('what it costs is said with where it comes from', () => {
  const source = 'the Python package index (pypi.org)';
  const words = planCost({ sentence: '', source, downloadBytes: 3.4e9, diskBytes: 8e9 });
  expect(words).toBe(`About 3.4 GB come from ${source}; on the disk that is 8 GB.`);
  expect(planCost({ sentence: '', source: null, downloadBytes: 0, diskBytes: 0 })).toMatch(
    /no room to speak of/,
  );
});

test('what is there is said with what it computes on, where that was tried', () => {
  expect(resultWords(result)).toBe('TensorFlow 2.21.0 for CUDA 12.5.1 is there.');
  expect(resultWords({ ...result, device: 'NVIDIA H100' })).toBe(
    'TensorFlow 2.21.0 for CUDA 12.5.1 is there and computes on NVIDIA H100.',
  );
  expect(resultWords({ ...result, cuda: null, device: 'cpu' })).toBe(
    'TensorFlow 2.21.0 is there and computes on the processor.',
  );
});

test('showing it looks for what it would do; putting it away asks nothing', async () => {
  showTensorflow(true);
  showTensorflow(false);
  expect(asked).toEqual(['controlTensorflow look']);
});

test('its arrival is told, and devices are asked for anew', () => {
  take({ state: 'working' });
  take({ state: 'ready', result });
  expect(useView.getState().notice?.text).toBe('TensorFlow 2.21.0 is there');
  expect(asked).toEqual(['devices']);
  expect(useTensorflow.getState().isOpen).toBe(true);
});

test('one that was there before the page is not told', () => {
  take({ state: 'ready', result });
  expect([useView.getState().notice, asked]).toEqual([null, []]);
});

test('a failure is shown where it was seen to go on', () => {
  take({ state: 'working' });
  take({ state: 'failed', sentence: 'the disk is full' });
  expect(useTensorflow.getState()).toMatchObject({
    isOpen: true,
    tensorflow: { sentence: 'the disk is full' },
  });
});
