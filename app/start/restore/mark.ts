/** The mark of a restore that has not come to its end. */
import pg from 'pg'
import { Refusal } from '../../platform/refusal'

/** A schema that is there as long as a restore is not complete; a table would be in the way of the first migration. */
export const MARK = 'portal_restoring'

/** @throws Refusal when a restore into this database was begun and has not come to its end */
export async function refuseHalfRestored(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(`SELECT to_regnamespace('${MARK}') IS NOT NULL AS yes`)
    if (rows[0].yes)
      throw new Refusal(
        'このデータベースへの復元は途中で止まっています。npm run restore をもう一度実行してください。',
        'A restore into this database was broken off: run npm run restore once more.',
      )
  } finally {
    await client.end()
  }
}
