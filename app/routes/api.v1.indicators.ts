/** 指標 of a fiscal year. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('listIndicators')
