import { defineWriter } from '../writer.ts';

/** Add, or Sum where there are more than two inputs. */
export const writeCAddTable = defineWriter(({ inputs, operator }) =>
  operator(inputs.length === 2 ? 'Add' : 'Sum', inputs),
);
