/**
 * What a Node engine wants in its environment to compute by WebGPU on the driver that the tests run on, which
 * `npm test` names in SIGNALBOX_TEST_VULKAN; null where it named none.
 */
export function vulkanEnvironment(): { readonly VK_ICD_FILENAMES: string } | null {
  const driver = process.env.SIGNALBOX_TEST_VULKAN;
  return driver ? { VK_ICD_FILENAMES: driver } : null;
}
