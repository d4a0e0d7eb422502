/**
 * 相談窓口: whom to ask, found in plain words. Nothing here is written down, and the page says nothing of its reader.
 */
import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { FindForm, KeepBox, SituationButtons } from '~/modules/help/FindForm'
import { HelpFrame, inLanguage } from '~/modules/help/HelpFrame'
import script from '~/modules/help/help.browser?script'
import looks from '~/modules/help/help.css?url'
import { helpPage, NOT_KEPT } from '~/modules/help/page.server'
import { findServices, services } from '~/modules/help/queries/public.server'
import { JapaneseOnly, ServiceRow, UrgentList } from '~/modules/help/ServiceParts'
import { type Find, findSchema } from '~/modules/help/schema'
import { now } from '~/platform/clock'
import { check, readForm } from '~/platform/forms.server'
import { formAction, page } from '~/platform/http.server'
import { languageOf, translator } from '~/platform/i18n.server'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'

export { HelpRefusal as ErrorBoundary } from '~/modules/help/HelpRefusal'

export const handle = { bare: true }
/** Says nothing that somebody else who looks at the history would understand. */
export const meta = titleMeta('help.tab')
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: looks }]
export const headers: HeadersFunction = () => NOT_KEPT

export const loader = page(async ({ request }: LoaderFunctionArgs) => {
  const at = now()
  return { ...helpPage(request), at, services: await services(at) }
})

/** Reads only: it is a POST so that the words stand in no address. */
export const action = formAction(async (args: ActionFunctionArgs) => {
  const { fields } = await readForm(args)
  const find = check(findSchema, fields)
  const t = translator(await languageOf(args.request))
  const found = await findServices(find, now(), t)
  return data({ find, found: found.map(({ id }) => id) })
})

const NOTHING: Find = { q: '' }

export default function Help() {
  const { asked, demonstration, at, services } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const find = answer && 'find' in answer ? answer.find : NOTHING
  const found = answer && 'found' in answer ? answer.found : null
  const urgent = services.filter((service) => service.urgent)
  const asking = Boolean(find.q || find.situation || find.theme)
  const rows = asking
    ? (found ?? []).flatMap((id) => services.filter((service) => service.id === id))
    : services.filter((service) => !service.urgent)
  const what = find.q
    ? t('help.find.words', { words: find.q })
    : find.situation
      ? t(`help.situation.${find.situation}`)
      : find.theme
        ? t(`help.theme.${find.theme}`)
        : ''
  const open = rows.filter(({ standing }) => standing.state === 'open')
  const list = (of: typeof rows) => (
    <ul className="help-list">
      {of.map((service) => (
        <ServiceRow key={service.id} service={service} at={at} asked={asked} />
      ))}
    </ul>
  )
  return (
    <HelpFrame asked={asked} demonstration={demonstration} at="/help" script={script}>
      <h1>{t('help.title')}</h1>
      <p className="help-lead">{t('help.lead')}</p>
      <UrgentList services={urgent} />
      <JapaneseOnly />
      <FindForm find={find} asked={asked} />
      {asking && (
        <section aria-labelledby="help-found">
          <h2 id="help-found" tabIndex={-1}>
            {t('help.find.found', { what, count: rows.length })}
          </h2>
          <p className="help-links">
            <a href={inLanguage('/help', asked)} data-inside>
              {t('help.find.again')}
            </a>
          </p>
          {rows.length === 0 && <p>{t('help.find.none')}</p>}
          {list(rows)}
        </section>
      )}
      <SituationButtons find={find} asked={asked} />
      {!asking && open.length > 0 && (
        <section>
          <h2>{t('help.find.open', { count: open.length })}</h2>
          {list(open)}
        </section>
      )}
      {!asking && (
        <details className="help-all">
          <summary>{t('help.find.all', { count: rows.length })}</summary>
          {list(rows)}
        </details>
      )}
      <KeepBox />
    </HelpFrame>
  )
}
