import type { NextConfig } from "next";

const config: NextConfig = {
  output: "export",
  trailingSlash: true,
  // A fixed id makes two builds of the same source equal, byte for byte.
  generateBuildId: () => "digit-reader",
};

export default config;
