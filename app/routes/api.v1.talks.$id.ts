/** One 意見交換会 in full. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('readTalk')
