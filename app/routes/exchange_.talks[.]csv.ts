/** 出席の年間のまとめ as a file for a spreadsheet: one line for each association at each talk. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import { currentActor } from '~/modules/accounts/session.server'
import { yearLines } from '~/modules/talks/queries/year.server'
import { answerOf } from '~/modules/talks/rules'
import { yearQuery } from '~/modules/talks/schema'
import { csv } from '~/platform/csv'
import { resource } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'

export const loader = resource(async (args: LoaderFunctionArgs) => {
  const { year } = yearQuery.parse(Object.fromEntries(new URL(args.request.url).searchParams))
  const lines = await yearLines(await currentActor(args), year)
  const t = translator(await languageOf(args.request))
  const table = csv([
    ['day', 'talk', 'association', 'district', 'answer', 'people', 'came'].map((key) =>
      t(`talks.csv.${key}`),
    ),
    ...lines.map((line) => [
      line.day,
      line.title,
      line.association,
      line.district ?? '',
      t(`talks.answer.${answerOf({ comes: line.comes, online: line.online ?? false })}`),
      line.people ?? '',
      line.came ?? '',
    ]),
  ])
  return new Response(table, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="talks.csv"',
      'Cache-Control': 'private, no-store',
    },
  })
})
