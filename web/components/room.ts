/**
 * The room of what is shown on a desk, a picture or the camera: it leaves the controls and the
 * number in sight.
 */
export const roomOnDesk = "h-[clamp(13.5rem,40svh,26rem)] md:h-[clamp(11rem,100svh_-_18rem,38rem)]";
