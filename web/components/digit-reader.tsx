"use client";

import { Activity, useCallback, useState } from "react";
import { createDesk } from "@/lib/desk";
import { inkPicture } from "@/lib/ink/picture";
import { createInbox } from "@/lib/picture/inbox";
import { sameOriginServer } from "@/lib/reading/server";
import { useLazyPart } from "@/lib/use-lazy-part";
import { useObservable } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { DeskOnItsWay } from "./desk-on-its-way";
import { DrawDesk } from "./draw/draw-desk";
import { HistoryButton } from "./history/history-button";
import { DropTarget } from "./picture/drop-target";
import { type Segment, Segmented } from "./ui/segmented";

// Fetched when they are first wanted, so that drawing can begin sooner.
const loadPictureDesk = () => import("./picture/picture-desk").then((part) => part.PictureDesk);
const loadCameraDesk = () => import("./camera/camera-desk").then((part) => part.CameraDesk);

type Source = "draw" | "picture" | "camera";

const sources: readonly Segment<Source>[] = [
  { value: "draw", label: words.sources.draw },
  { value: "picture", label: words.sources.picture },
  { value: "camera", label: words.sources.camera },
];

/** Three desks, one in sight. Drawing and pictures stay as they are while another is shown. */
export function DigitReader() {
  const [desk] = useState(() => createDesk(sameOriginServer, inkPicture));
  const [inbox] = useState(createInbox);
  const [source, setSource] = useState<Source>("draw");
  const mode = useObservable(desk.mode);
  const pictures = useLazyPart(loadPictureDesk);
  const camera = useLazyPart(loadCameraDesk);

  const show = useCallback(
    (next: Source) => {
      setSource(next);
      if (next === "picture") pictures.fetch();
      if (next === "camera") camera.fetch();
    },
    [pictures.fetch, camera.fetch],
  );

  const givePictures = useCallback(
    (files: readonly File[]) => {
      if (files.length === 0) return;
      inbox.put(files);
      show("picture");
    },
    [inbox, show],
  );

  return (
    <div className="flex flex-col gap-3">
      <DropTarget onFiles={givePictures} />
      <div className="flex justify-between gap-2">
        <Segmented
          legend={words.sources.legend}
          segments={sources}
          value={source}
          onChange={show}
        />
        <HistoryButton />
      </div>
      <Activity mode={source === "draw" ? "visible" : "hidden"}>
        <DrawDesk desk={desk} />
      </Activity>
      {pictures.Part !== null && (
        <Activity mode={source === "picture" ? "visible" : "hidden"}>
          <pictures.Part inbox={inbox} mode={mode} onMode={desk.setMode} />
        </Activity>
      )}
      {source === "picture" && pictures.Part === null && <DeskOnItsWay part={pictures} />}
      {source === "camera" &&
        (camera.Part === null ? (
          <DeskOnItsWay part={camera} />
        ) : (
          <camera.Part mode={mode} onMode={desk.setMode} onFiles={givePictures} />
        ))}
    </div>
  );
}
