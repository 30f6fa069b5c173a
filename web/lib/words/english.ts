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
    privacy: "What you draw or show goes to the server of this page and nowhere else.",
    forPrograms: "Use it from your program",
    missing: "There is no such page",
    home: "Draw a number",
  },

  theme: {
    legend: "Colors",
    system: "As the system",
    light: "Light",
    dark: "Dark",
  },

  shortcuts: {
    open: "Keyboard",
    title: "Keyboard",
    close: "Close",
    rows: [
      { keys: ["Ctrl Z", "⌘ Z"], does: "Undo" },
      { keys: ["Ctrl Shift Z", "⌘ Shift Z", "Ctrl Y"], does: "Redo" },
      { keys: ["Delete"], does: "Clear; undo brings it back" },
      { keys: ["Tab"], does: "Go to the next control" },
      { keys: ["← →"], does: "Choose in a group, change the pen" },
    ],
    note: "Drawing needs a pointer. Without one, try a sample.",
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
    tools: "Tool",
    pen: "Pen",
    eraser: "Eraser: takes whole strokes away",
    undo: "Undo",
    redo: "Redo",
    clear: "Clear",
    guide: "Guide lines",
    sample: "Try a sample",
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
    nothingFound: "No number found here.",
    noneLeft: "You said that none of this is a digit.",
    notUnderstood: "The server gave an answer that this page does not understand.",
    sure: "sure",
    doubtful: "doubtful",
    unreadable: "can’t be read",
    doubtfulBelow: (percent: string) => `Dotted: less than ${percent} sure.`,
    correctedByYou: "Underlined: corrected by you.",
    correctedFrom: (text: string) => `Corrected. It read ${text}.`,
    characters: "Characters",
    doubtfulOnly: (shown: number, all: number) =>
      `${shown} of ${all} ${shown === 1 ? "is" : "are"} worth a look.`,
    noneDoubtful: (all: number) => `None of the ${all} is doubtful.`,
    showAll: "Show all",
    showDoubtful: "Show the doubtful ones",
    newLine: ", new line, ",
    spoken: (text: string, sure: string) => `It reads ${text}, ${sure} sure.`,
    spokenUnread: (unread: number, all: number) => `${unread} of ${all} can’t be read.`,
    spokenCorrected: (text: string) => `Corrected to ${text}.`,
  },

  character: {
    correct: (label: string) => `Correct ${label}`,
    name: "Name this mark",
    choose: "What is it really?",
    use: (label: string, sure: string) => `It is ${label} (${sure})`,
    is: (label: string) => `It is ${label}`,
    noDigit: "No digit",
    readAs: (label: string, sure: string) => `read as ${label}, ${sure}`,
    readAsNothing: "could not be read",
    takeBack: "Take the correction back",
    keys: "Or press a digit key; Delete for no digit, Escape to take it back.",
  },

  copy: {
    copy: "Copy",
    copied: "Copied",
    refused: "This browser does not let the page copy. Select the number and copy it.",
  },

  glyphs: {
    show: "What the reader saw",
    explained:
      "Each character as the reader sees it: cut out, brought to one size, white on black.",
    nothingSeen: "This server does not show what the reader saw.",
    failed: "That can’t be shown just now.",
    saw: (label: string) => `Seen as ${label}`,
    sawUnreadable: "Seen as unreadable",
  },

  trouble: {
    unread: "This could not be read.",
    tooLarge: "This picture is too large. Crop it or make it smaller, and try again.",
    wrongType:
      "This is not a picture that can be read. Use a photo or a picture file: JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP.",
    broken: "This picture is empty or damaged. Take it or save it again, and try once more.",
    disagreeing: "This page and its server do not understand each other. Load the page again.",
    saidServer: (detail: string) => `The server says: ${detail}`,
  },

  server: {
    away: "The server can’t be reached. What you drew is safe; it will be read when the server is back.",
    offline: "You are offline. What you drew is safe; it will be read when the connection is back.",
    busy: "The server is busy. What you drew is safe; it will be read in a moment.",
    givenUpAway:
      "The server still can’t be reached. What you drew is safe; try again when you like.",
    givenUpBusy: "The server stays busy. What you drew is safe; try again when you like.",
    nextTry: (seconds: number) => `Next try in ${duration(seconds)}.`,
    trying: "Trying now.",
    tryAgain: "Try again",
  },

  history: {
    open: "History",
    title: "History",
    close: "Close",
    back: "All readings",
    empty: "Nothing yet. What you have read will be listed here.",
    kept: (most: number) =>
      `Kept in this browser only, the latest ${most}; older ones are deleted by themselves.`,
    notLasting:
      "This browser keeps nothing for this page (a private window, maybe). The list lasts until you close the page.",
    keep: "Keep a history",
    keptNothing: "New readings are not kept.",
    list: "Readings",
    show: (text: string) => `Show ${text}`,
    delete: "Delete",
    deleteOne: (text: string) => `Delete ${text}`,
    deleteAll: "Delete all",
    deleted: (count: number) => (count === 1 ? "Deleted." : `${count} readings deleted.`),
    undo: "Undo",
    failed: "That did not work. Your browser refused it.",
    exportAs: "Save as",
    csv: "CSV",
    json: "JSON",
    png: "PNG",
    picture: "What was read",
    noPicture: "No picture: this browser can’t show its kind.",
    nothing: "No number",
    sure: (sure: string) => `${sure} sure`,
    corrected: (text: string) => `corrected, read as ${text}`,
  },

  feedback: {
    question: "Is it right?",
    right: "It’s right",
    sendCorrection: "Send correction",
    settings: "About feedback",
    sent: "Sent. Thank you.",
    sending: "Sending.",
    takeBack: "Delete it again",
    unavailable: "This server keeps no feedback. Your correction stays here.",
    busy: (seconds: number) => `The server can’t take it now. Try again in ${duration(seconds)}.`,
    away: "The server can’t be reached. Your correction stays here; try again later.",
    refused: (detail: string) => `The server did not take it. ${detail}`,
    notDeleted: "It could not be deleted just now. Try again later.",
    title: "Help it read better?",
    titleSettings: "Your feedback",
    what: "When you press “It’s right” or “Send correction”, this is sent: the picture, what was read in it, and what you say it is.",
    where: (host: string) =>
      `It goes to the server of this page (${host}) and is kept there for a time, to teach the reader. Nothing is sent before you press.`,
    own: "Send only what you may give away: numbers can be private.",
    remove: "You can delete here what you sent, and stop at any time.",
    allow: "Allow",
    allowAndSend: "Allow and send",
    notNow: "Not now",
    allowed: "You allow feedback to be sent when you press for it.",
    notAllowed: "Nothing can be sent: you have not allowed it.",
    stop: "Stop allowing it",
    list: "What you sent",
    noneSent: "You have sent nothing, or deleted it all.",
    deleteOne: (correction: string) => `Delete ${correction}`,
    delete: "Delete",
    deleteAll: "Delete all",
  },
};

function duration(seconds: number): string {
  if (seconds >= 90) return `${Math.round(seconds / 60)} minutes`;
  return seconds === 1 ? "a second" : `${seconds} seconds`;
}
