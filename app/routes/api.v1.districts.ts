/** 校区 with their councils. */
import { operation } from '~/modules/opendata/answer.server'

export const loader = operation('listDistricts')
