# One silo. Where its plans are is told when it is started: OPTITIME_STORE names a PostgreSQL for any number of silos; without
# it this one keeps its own plans in the volume.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# What decides which packages are needed comes first: as long as it stays the same, the packages are taken from the cache.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Directory.Build.props src/
COPY src/OptiTime.Planning/OptiTime.Planning.csproj src/OptiTime.Planning/
COPY src/OptiTime.Engine/OptiTime.Engine.csproj src/OptiTime.Engine/
COPY src/OptiTime.Storage/OptiTime.Storage.csproj src/OptiTime.Storage/
COPY src/OptiTime.Demo/OptiTime.Demo.csproj src/OptiTime.Demo/
COPY src/OptiTime.Silo/OptiTime.Silo.csproj src/OptiTime.Silo/
RUN dotnet restore src/OptiTime.Silo
COPY .editorconfig ./
COPY src/ src/
# The analyzers have had their say before anything gets here.
RUN dotnet publish src/OptiTime.Silo --configuration Release --no-restore --output /published -p:RunAnalyzers=false
# The volume's directory, which the last stage has no shell to make.
RUN mkdir /plans

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
LABEL org.opencontainers.image.title="OptiTime" \
      org.opencontainers.image.description="A silo of OptiTime: real-time appointment and operations planning."
COPY --from=build /published /app
COPY --from=build --chown=1654:1654 /plans /var/lib/optitime
# By number, so that Kubernetes can tell that it is not root.
USER 1654:1654
WORKDIR /var/lib/optitime
VOLUME /var/lib/optitime
EXPOSE 5080
# Whether it lives. Whether it can be sent work is for whoever sends the work: optitime health.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["/app/optitime", "health", "--live"]
ENTRYPOINT ["/app/optitime"]
# A silo asks nobody who they are. So this one refuses to start until somebody adds --allow-anonymous, who then sees to it
# that only those who may call can reach it.
CMD ["serve", "--urls", "http://0.0.0.0:5080"]
