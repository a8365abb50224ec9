import type { HostHandlers } from '../../shared/api/contract.ts';
import type { TensorflowResults } from '../../shared/api/tensorflow.ts';
import type { AppContext } from '../app/context.ts';
import { forgetDevices } from '../engine/listDevices.ts';
import { createGetTensorflow, type GetTensorflow } from './getTensorflow.ts';
import { tensorflowPlaces } from './places.ts';
import { thisSetup } from './prepare.ts';

/** Gets TensorFlow for pages. */
export interface TensorflowService {
  readonly handlers: HostHandlers<keyof TensorflowResults>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

export function createTensorflowService(
  { homeFolder, broadcast }: Pick<AppContext, 'homeFolder' | 'broadcast'>,
  given?: GetTensorflow,
): TensorflowService {
  const places = tensorflowPlaces(process.env, () => homeFolder);
  const get =
    given ??
    createGetTensorflow({
      parts: { ...thisSetup(), places },
      onState: (state) => broadcast({ kind: 'tensorflow', state }),
      onReady: forgetDevices,
    });
  return {
    handlers: {
      tensorflow: () => get.state(),
      controlTensorflow: ({ action }) => get.control(action),
    },
    close: () => get.close(),
  };
}
