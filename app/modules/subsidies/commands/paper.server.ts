/** 概算 on paper, for anybody: making a PDF costs work, so that it is counted. */
import { limitAttempts } from '~/platform/attempts.server'
import type { FormFields } from '~/platform/forms'
import { type Estimate, estimateFrom } from '../estimate.server'

/** So many papers from one address in so many minutes; a town hall shares one. */
const PAPERS = { max: 40, minutes: 10 }

/**
 * The estimate that is to be printed.
 * @param address what attempts are counted by
 * @throws NotFound, Invalid as the estimate; TooMany
 */
export async function estimateToPrint(address: string, fields: FormFields): Promise<Estimate> {
  const estimate = await estimateFrom(fields)
  await limitAttempts('estimate-paper.address', PAPERS, address)
  return estimate
}
