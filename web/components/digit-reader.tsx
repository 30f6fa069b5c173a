"use client";

import { useState } from "react";
import { createDesk } from "@/lib/desk";
import { inkPicture } from "@/lib/ink/picture";
import { sameOriginServer } from "@/lib/reading/server";
import { DrawDesk } from "./draw/draw-desk";
import { HistoryButton } from "./history/history-button";

export function DigitReader() {
  const [desk] = useState(() => createDesk(sameOriginServer, inkPicture));
  return (
    <>
      <DrawDesk desk={desk} />
      <HistoryButton />
    </>
  );
}
