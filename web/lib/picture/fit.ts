import type { Size } from "../ink/stroke";

/** The size at which a picture is shown in a room: as large as it goes, or so many times that. */
export function fittedSize(picture: Size, room: Size, zoom: number): Size {
  const fit = Math.min(room.width / picture.width, room.height / picture.height);
  return { width: picture.width * fit * zoom, height: picture.height * fit * zoom };
}
