/** 管理するAED as a spreadsheet, as the page shows them. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { deskFile } from '~/modules/custody/queries/desk.server'
import { readDeskQuery } from '~/modules/custody/rules'
import { csv } from '~/platform/csv'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

const head = [
  'id',
  'name',
  'address',
  'position',
  'association',
  'district',
  'condition',
  'checked',
  'check_due',
  'part',
  'expires',
  'reports',
] as const

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const [actor, language] = await Promise.all([currentActor(args), languageOf(args.request)])
  const found = await deskFile(actor, readDeskQuery(new URL(args.request.url)))
  const t = translator(language)
  const lines = found.map((aed) => [
    aed.id,
    aed.name,
    aed.address,
    aed.position,
    aed.association ?? t('custody.facility'),
    aed.district ?? '',
    t(`custody.condition.${aed.condition}`),
    aed.checkedOn ?? '',
    aed.checkIsDue ? t('custody.desk.check_due') : '',
    aed.part ? t(`custody.part.${aed.part.kind}`) : '',
    aed.part?.expiresOn ?? '',
    aed.openReports,
  ])
  return new Response(csv([head.map((key) => t(`custody.csv.${key}`)), ...lines]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="aed-upkeep.csv"',
      'Cache-Control': 'private, no-store',
    },
  })
})
