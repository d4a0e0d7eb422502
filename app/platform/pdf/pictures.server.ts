/** Stored pictures as a PDF takes them. */
import { readStored } from '../files.server'

/** Dots along the longest side: 150 a sheet's inch, as much as a printer of an office shows in a photo. */
const LONGEST_SIDE = 1050

/** A stored picture as a data URL of JPEG, white where it was transparent; null when it is gone or broken. */
export async function pictureForPdf(key: string): Promise<string | null> {
  const stored = await readStored(key)
  if (!stored) return null
  const { default: sharp } = await import('sharp')
  try {
    const jpeg = await sharp(stored)
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer()
    return `data:image/jpeg;base64,${jpeg.toString('base64')}`
  } catch {
    return null
  }
}
