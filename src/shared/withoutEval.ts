import { config } from 'zod';

/*
 * Zod makes code of schemas where it may, and tries out whether it may. The page's policy forbids it, and a try that
 * is stopped is reported as a violation. Every file that declares a schema for the page imports this one.
 */
config({ jitless: true });
