namespace TileServer.Training;

/// <summary>The control interface of the training host, under this server's address.</summary>
internal static class TrainingEndpoints
{
    /// <summary>Adds what <see cref="MapTraining"/> needs.</summary>
    internal static IServiceCollection AddTraining(this IServiceCollection services) => services.AddHttpForwarder().AddSingleton<TrainingProxy>();

    internal static void MapTraining(this IEndpointRouteBuilder routes)
    {
        RequestDelegate forward = routes.ServiceProvider.GetRequiredService<TrainingProxy>().ForwardAsync;
        routes.Map(TrainingProxy.Prefix + "/{**rest}", forward);
    }
}
