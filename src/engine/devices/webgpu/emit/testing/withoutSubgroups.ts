import type { Platform } from '../../../../platform.ts';

/** The same place, where no GPU has subgroups. */
export function withoutSubgroups(platform: Platform): Platform {
  return {
    ...platform,
    async gpu() {
      const api = await platform.gpu();
      const requestAdapter = async (options?: GPURequestAdapterOptions) => {
        const adapter = await api.requestAdapter(options);
        if (adapter === null) return null;
        const { limits, info } = adapter;
        const features = new Set([...adapter.features].filter((feature) => feature !== 'subgroups'));
        const requestDevice = (descriptor?: GPUDeviceDescriptor) => adapter.requestDevice(descriptor);
        return { limits, info, features, requestDevice } as unknown as GPUAdapter;
      };
      return { requestAdapter } as unknown as GPU;
    },
  };
}
