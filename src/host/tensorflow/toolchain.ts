import type { Problem } from '../../shared/problem.ts';
import type { Run } from './run.ts';
import type { Surroundings } from './surroundings.ts';

/** What is missing of a C++ compiler and make, and what brings it; null where both are there. */
export async function toolchainFault({ environment }: Surroundings, run: Run): Promise<Problem | null> {
  const given = environment.CXX;
  const compiler = given !== undefined && given !== '' ? given : 'g++';
  const missing: string[] = [];
  // The variable may hold options as well, as in `ccache g++`.
  const [program, ...options] = compiler.split(' ').filter((word) => word !== '');
  if ((await run(program, [...options, '--version'])).status !== 0) missing.push(compiler);
  if ((await run('make', ['--version'])).status !== 0) missing.push('make');
  if (missing.length === 0) return null;
  const what = missing.join(' and ');
  const bring =
    'on Debian and Ubuntu `sudo apt-get install g++ make`, on Fedora `sudo dnf install gcc-c++ make`';
  return {
    code: 'no-compiler',
    message: `building TensorFlow needs a C++ compiler and make, and ${what} cannot be run: install what is missing, ${bring}`,
  };
}
