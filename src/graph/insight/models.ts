// What the resolvers of findings hand on.
import type { Finding } from '../../domain/insight/finding.ts';
import type { ConnectionModel } from '../lists/connection.ts';

export type FindingConnectionModel = ConnectionModel<Finding>;
