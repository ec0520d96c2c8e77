// One value for one id on every way to it, where providers tell less than those of the seed. test/graph/same-values has the rest.
import { describeVariant } from '../graph/every-path/variants.ts';

describeVariant('where answers are lean');
describeVariant('where devices are looked up in connectivity management');
describeVariant('where devices are listed by v1, and looked up in connectivity management');
