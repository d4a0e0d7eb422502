/** How far a working step is, in words and as a bar. The page renews itself, so that it needs no script. */
import { useT } from '~/ui/i18n'
import { Banner, ConfirmPost } from '~/ui/parts'

export function ProgressBox(props: {
  id: number
  state: 'checking' | 'applying'
  version: number
  total: number
  done: number
  attempts: number
  renews: boolean
}) {
  const { id, state, version, total, done, attempts, renews } = props
  const t = useT()
  const here = `/aeds/import/${id}`
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100)
  const words =
    attempts === 0
      ? t('imports.progress.waiting')
      : state === 'checking' && done === 0
        ? t('imports.progress.reading', { total })
        : t('imports.progress.words', { total, done, percent })
  return (
    <>
      <h2>{t(`imports.progress.${state}`)}</h2>
      {attempts > 1 && <Banner tone="warning" title={t('imports.progress.again', { attempt: attempts })} />}
      <p id="progress-words" role="status">
        <strong>{words}</strong>
      </p>
      <progress
        max={Math.max(total, 1)}
        value={done}
        aria-labelledby="progress-words"
        className="block w-full"
      >
        {percent}%
      </progress>
      <p>
        {t(renews ? 'imports.progress.renews' : 'imports.progress.stopped')}{' '}
        <a href={renews ? `${here}?still=1` : here}>
          {t(renews ? 'imports.progress.stop' : 'imports.progress.renew')}
        </a>
      </p>
      <p className="support">{t('imports.progress.stuck')}</p>
      <ConfirmPost
        summary={t('imports.one.cancel')}
        label={t('imports.one.cancel_submit')}
        fields={{ intent: 'cancel', version }}
        action={here}
      >
        <p>{t(`imports.progress.cancel_${state}`)}</p>
      </ConfirmPost>
    </>
  )
}
