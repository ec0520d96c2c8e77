// Quayside under the contract of the port.
import { describeProvider } from '../contract/provider-contract.ts';
import { quayside } from './subject.ts';

describeProvider('Quayside', quayside);
