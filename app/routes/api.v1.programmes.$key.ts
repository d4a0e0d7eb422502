/** One subsidy scheme in full. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('readProgramme')
