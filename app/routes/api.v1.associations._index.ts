/** 自治会, page by page. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('listAssociations')
