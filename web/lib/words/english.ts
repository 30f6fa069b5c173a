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
