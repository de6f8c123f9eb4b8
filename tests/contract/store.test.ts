/** The store's contract over `node:sqlite`, on which the core's tests and the simulation run. */
import { memory } from '../core/desk.ts';
import { storeContract } from './store-suite.ts';

storeContract(async (use) => use(memory()));
