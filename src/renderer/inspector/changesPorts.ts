import type { ModuleDefinition } from '../../engine/nn/module.ts';
import { resolveParams } from '../../engine/nn/params.ts';

/**
 * Whether a parameter says how many input ports a node has. Such a one is not to be taken at every keystroke: on the
 * way from 3 to 12 lies 1, which would cost wires.
 */
export function changesPorts(definition: ModuleDefinition, param: string): boolean {
  const declaration = definition.params[param];
  if (declaration?.kind !== 'integer') return false;
  const ports = (value: number) =>
    definition.inputs(resolveParams(definition.params, { [param]: value }).params).join();
  return ports(declaration.min) !== ports(declaration.min + 1);
}
