/** Somebody else was quicker: what was typed stays readable, also where its form is not there any more. */
import { useT } from './i18n'
import { Banner } from './parts'

/**
 * @param props.form whether the form still stands below, with what was typed in it
 * @param props.typed the text that would be lost without a form
 * @param props.why key under `errors` of the refusal
 */
export function StaleBanner(props: { form: boolean; typed?: string; why?: string }) {
  const { form, typed, why = 'stale' } = props
  const t = useT()
  return (
    <Banner tone="warning" title={t(why === 'stale' ? 'form.stale.title' : `errors.${why}.title`)} live>
      <p>{t(form && why === 'stale' ? 'form.stale.look' : `errors.${why}.why`)}</p>
      {!form && typed && (
        <>
          <p>
            <strong>{t('form.stale.yours')}</strong>
          </p>
          <p className="whitespace-pre-line">{typed}</p>
        </>
      )}
    </Banner>
  )
}
