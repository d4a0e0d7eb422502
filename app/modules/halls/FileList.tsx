/** 写真・図面 of a hall: pictures with what they show, papers as links. */
import type { ReactNode } from 'react'
import { useT } from '~/ui/i18n'
import { Icon } from '~/ui/parts'
import type { HallFileView } from './queries/hall.server'

export function FileList(props: {
  files: readonly HallFileView[]
  /** Name of the hall, for pictures that nobody has described */
  hall: string
  /** What can be done with one */
  act?: (file: HallFileView) => ReactNode
}) {
  const { files, hall, act } = props
  const t = useT()
  return (
    <ul className="grid-cards">
      {files.map((file) => {
        const href = `/halls/files/${file.id}/${encodeURIComponent(file.name)}`
        return (
          <li key={file.id} className="card">
            <figure className="stack">
              <a href={href}>
                {file.thumbnail ? (
                  <img
                    src={`/halls/files/${file.id}/thumbnail`}
                    alt={file.caption || t('halls.files.photo_of', { name: hall })}
                    loading="lazy"
                    className="h-auto max-h-60 w-full object-contain"
                    width={file.width ?? undefined}
                    height={file.height ?? undefined}
                  />
                ) : (
                  <>
                    <Icon name="file" /> {file.name}
                  </>
                )}
              </a>
              <figcaption>
                {file.caption}
                <span className="support block">
                  {t(`halls.file.${file.kind}`)} /{' '}
                  {t('halls.files.size', { kb: Math.max(1, Math.round(file.size / 1024)) })}
                </span>
              </figcaption>
            </figure>
            {act?.(file)}
          </li>
        )
      })}
    </ul>
  )
}
