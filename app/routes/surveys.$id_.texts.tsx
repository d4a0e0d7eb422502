/** 自由記述の確認: an officer reads each text and decides whether the page of results shows it. */
import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { currentActor } from '~/modules/accounts/session.server'
import { reviewTexts } from '~/modules/surveys/commands/review.server'
import { textFilters, textsToReview } from '~/modules/surveys/queries/texts.server'
import { textFields, textId, textsForm } from '~/modules/surveys/schema/texts'
import { TextReview } from '~/modules/surveys/TextReview'
import { keptFields, readAndCheck } from '~/platform/forms.server'
import { formAction, idParam, page, queryParam } from '~/platform/http.server'
import { CheckedForm, HiddenField, SubmitButton } from '~/ui/form'
import { useT } from '~/ui/i18n'
import { titleMeta } from '~/ui/meta'
import { Page } from '~/ui/page'
import { Banner, LinkButton } from '~/ui/parts'

export const meta = titleMeta('surveys.texts.title')

export { ErrorBoundary } from '~/ui/error-boundary'

const asked = (request: Request) => ({
  filter: textFilters.find((one) => one === queryParam(request, 'filter', 10)) ?? 'waiting',
  after: /^[0-9a-f]{64}\d{10}$/.exec(queryParam(request, 'after', 80) ?? '')?.[0] ?? '',
})

export const loader = page(async (args: LoaderFunctionArgs) => {
  const id = idParam(args.params.id)
  const { filter, after } = asked(args.request)
  return {
    ...(await textsToReview(await currentActor(args), id, filter, after)),
    filter,
    filters: textFilters,
    defaults: (await keptFields(args.request)) ?? {},
  }
})

export const action = formAction(async (args) => {
  const id = idParam(args.params.id)
  const actor = await currentActor(args)
  const decisions = await readAndCheck(args, textsForm)
  await reviewTexts(actor, id, decisions)
  return redirect(`/surveys/${id}/texts?filter=${asked(args.request).filter}&done=saved`)
})

export default function SurveyTexts() {
  const { survey, counts, texts, next, filter, filters, defaults } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = useT()
  const at = `/surveys/${survey.id}/texts`
  const decided = filter === 'shown' ? 'yes' : filter === 'hidden' ? 'no' : ''
  const values = Object.fromEntries(
    texts.flatMap((text, index): [string, string][] => {
      const names = textFields(index)
      return [
        [names.show, decided],
        [names.text, text.shownAs || text.text],
      ]
    }),
  )
  return (
    <Page
      title={t('surveys.texts.title')}
      lead={survey.title}
      crumbs={[
        { href: '/surveys', label: t('surveys.title') },
        { href: `/surveys/${survey.id}/results`, label: t('surveys.results.title') },
      ]}
    >
      <p>{t('surveys.texts.lead')}</p>
      <p className="support">{t('surveys.texts.shuffled')}</p>
      <nav className="actions no-print" aria-label={t('surveys.texts.filter')}>
        {filters.map((one) => (
          <a
            key={one}
            className={one === filter ? 'button button-primary' : 'button button-secondary'}
            href={`${at}?filter=${one}`}
            aria-current={one === filter ? 'page' : undefined}
          >
            {t('surveys.texts.count', { label: t(`surveys.texts.${one}`), count: counts[one] })}
          </a>
        ))}
      </nav>
      {texts.length === 0 ? (
        <Banner tone="info" title={t('surveys.texts.none')} />
      ) : (
        <CheckedForm schema={textsForm} answer={answer} defaults={{ ...values, ...defaults }}>
          {texts.map((text, index) => (
            <div key={textId(text)}>
              <HiddenField name={textFields(index).id} value={textId(text)} />
              <TextReview text={text} index={index} />
            </div>
          ))}
          <div className="actions">
            <SubmitButton>{t('surveys.texts.save')}</SubmitButton>
            {next && (
              <LinkButton href={`${at}?filter=${filter}&after=${next}`}>{t('surveys.texts.more')}</LinkButton>
            )}
          </div>
        </CheckedForm>
      )}
    </Page>
  )
}
