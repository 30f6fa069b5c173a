/**
 * Every word that the page says, in English. A translation is another object of the same type.
 * Sentences with numbers in them are functions, because languages order and inflect them each
 * in its own way.
 */
export const english = {
  language: "en",
  direction: "ltr" as "ltr" | "rtl",

  page: {
    title: "Digit Reader",
    description: "Draw a number and have it read, with a confidence for each digit.",
    privacy: "Your drawing goes to the server of this page and nowhere else.",
    forPrograms: "Use it from your program",
    missing: "There is no such page",
    home: "Draw a number",
  },

  sources: {
    legend: "Where the number comes from",
    draw: "Draw",
    picture: "Picture",
    camera: "Camera",
  },

  draw: {
    section: "Drawing",
    canvas: "Drawing area: draw a number with the mouse, a finger or a pen",
    hint: "Draw a number",
    hintMore: "With a finger, a pen or the mouse. It is read as you write.",
    modes: "What to read the drawing as",
    single: "One digit",
    multi: "Several digits",
    penSize: "Pen size",
    pixels: (count: number) => `${count} pixels`,
    undo: "Undo",
    clear: "Clear",
  },

  pictures: {
    section: "Pictures",
    modes: "What to read the picture as",
    choose: "Choose pictures",
    chooseMore: "Or drop them here, or paste them. Several at once are fine.",
    drop: "Drop pictures to have them read",
    add: "Add",
    list: "Your pictures",
    show: (name: string, state: string) => `Show ${name}: ${state}`,
    remove: (name: string) => `Remove ${name}`,
    removeAll: "Remove all",
    awaited: "being read",
    waits: "waiting for the server",
    unfit: "can’t be read",
    nothing: "no number",
    preparing: "Preparing the picture",
    picture: (name: string) => `The picture ${name}`,
    unseen: (format: string) =>
      `This browser can’t show ${format} pictures. The server reads it all the same.`,
    noPicture: "It is no picture. PNG, JPEG, WebP, BMP, GIF, TIFF, HEIC and AVIF can be read.",
    svg: "SVG can’t be read. Save the picture as PNG and give that.",
    unshown: "There is nothing to show.",
    turnLeft: "Turn left",
    turnRight: "Turn right",
    crop: "Crop",
    reset: "Undo all changes",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    cropping: "Frame the part to read",
    cropHint: "Drag a frame around the number. Or use Tab and the arrow keys.",
    cropDone: "Read this part",
    cropCancel: "Cancel",
    frame: {
      cropArea: "Frame: move it with the arrow keys",
      nwDragHandle: "Top left corner: move it with the arrow keys",
      nDragHandle: "Top edge: move it with the up and down arrow keys",
      neDragHandle: "Top right corner: move it with the arrow keys",
      eDragHandle: "Right edge: move it with the left and right arrow keys",
      seDragHandle: "Bottom right corner: move it with the arrow keys",
      sDragHandle: "Bottom edge: move it with the up and down arrow keys",
      swDragHandle: "Bottom left corner: move it with the arrow keys",
      wDragHandle: "Left edge: move it with the left and right arrow keys",
    },
  },

  camera: {
    section: "Camera",
    modes: "What to read in the frame as",
    view: "What the camera sees",
    guide: "Bring the number into the frame",
    starting: "Turning the camera on. Your browser may ask whether it is allowed.",
    take: "Take a picture",
    live: "Read live",
    torch: "Light",
    next: "Other camera",
    again: "Start again",
    photo: (time: string) => `Photo ${time}`,
    phone: "Take or choose a photo",
    trouble: {
      insecure:
        "Browsers show the camera only on pages that come over HTTPS. Open this page by an https:// address, or take a photo with your camera app right here.",
      unsupported: "This browser gives no camera picture to pages. Take or choose a photo instead.",
      denied:
        "The camera is not allowed for this page. Allow it in the settings of your browser (often beside the address) and start again, or take a photo instead.",
      missing: "No camera was found. Connect one and start again, or choose a photo instead.",
      busy: "The camera does not answer. Perhaps another program uses it: close that and start again.",
      ended: "The camera went off: it was unplugged, or is no longer allowed for this page.",
      failed: "The camera could not be turned on. Start again, or take a photo instead.",
    },
  },

  part: {
    failed: "This part of the page could not be loaded. Try again when the connection is back.",
  },

  answer: {
    section: "Reading",
    waiting: "Your number will appear here.",
    nothingFound: "No number found in this drawing.",
    refused: (detail: string) => `This drawing could not be read. ${detail}`,
    notUnderstood: "The server gave an answer that this page does not understand.",
    sure: "sure",
    confidence: "confidence",
    unreadable: "can’t be read",
    or: "or",
    characters: "Characters",
    newLine: ", new line, ",
    spoken: (text: string, sure: string) => `It reads ${text}, ${sure} sure.`,
    spokenUnread: (unread: number, all: number) => `${unread} of ${all} can’t be read.`,
  },

  server: {
    away: "The server can’t be reached. Your drawing is safe; it will be read when the server is back.",
    busy: (seconds: number) =>
      `The server is busy. Your drawing is safe; it will be read in ${
        seconds === 1 ? "a second" : `${seconds} seconds`
      }.`,
    tryAgain: "Try again",
  },
};
