// What writes answer, device by device (thingspace contract 4.3).
import { z } from 'zod';
import { ToldText } from '../../../upstream/fields.ts';
import { Imei, Time } from './fields.ts';
import type { Reading } from './rows.ts';

/**
 * Results of every version and dialect (9.1). A row that cannot be read takes no other down with it: the rest of the answer
 * is all there will ever be to know of a write.
 */
export function resultAnswers({ rows }: Reading) {
  const said = { status: ToldText, Reason: ToldText, resultReason: ToldText };
  const times = { updatedTime: Time, recentAttemptTime: Time, nextAttemptTime: Time };
  return {
    LicenseResult: z
      .object({ deviceList: rows('results', { deviceId: Imei }, { ...said, ...times }) })
      .transform(({ deviceList }) =>
        deviceList.rows.map(({ deviceId, status, Reason, resultReason, ...told }) => {
          const timing = {
            updatedAt: told.updatedTime ?? null,
            attemptedAt: told.recentAttemptTime ?? null,
            nextAttemptAt: told.nextAttemptTime ?? null,
          };
          return { imei: deviceId, status: status ?? null, reason: Reason ?? resultReason ?? null, timing };
        }),
      ),
  };
}
