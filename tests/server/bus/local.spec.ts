import { createLocalBus } from '../../../src/lib/server/bus/local.ts';
import { describeBus } from './bus-contract.ts';

describeBus('the local bus', async (errors) => createLocalBus((error) => errors.push(error)));
